/** Tests of the kit itself: a correct broker passes every rule, a broker with one fault fails the rule made for it. */
@NullMarked
package io.autotrade.broker.tck.selftest;

import org.jspecify.annotations.NullMarked;
