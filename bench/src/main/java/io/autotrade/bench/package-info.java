@NullMarked
package io.autotrade.bench;

import org.jspecify.annotations.NullMarked;
