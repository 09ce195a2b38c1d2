/**
 * The order desk: intent, broker, fill. Nothing leaves the process before its intent is durable; nothing of unknown
 * outcome is ever sent again.
 */
@NullMarked
package io.autotrade.execution;

import org.jspecify.annotations.NullMarked;
