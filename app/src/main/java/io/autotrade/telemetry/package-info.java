/**
 * What the service tells about itself: the metrics of the journal, of the books and of every call to the broker. It
 * only looks; nothing below depends on it.
 */
@NullMarked
package io.autotrade.telemetry;

import org.jspecify.annotations.NullMarked;
