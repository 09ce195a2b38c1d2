@NullMarked
package io.autotrade.broker.okx;

import org.jspecify.annotations.NullMarked;
