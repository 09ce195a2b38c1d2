/** Requests to OKX: signing, server time, rate limits, the envelope of answers and what its codes mean. */
@NullMarked
package io.autotrade.okx.rest;

import org.jspecify.annotations.NullMarked;
