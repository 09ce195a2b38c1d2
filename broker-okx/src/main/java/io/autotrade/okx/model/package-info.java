/**
 * The rows OKX sends, turned into the vocabulary of the broker specification by pure functions. Contracts stay here.
 */
@NullMarked
package io.autotrade.okx.model;

import org.jspecify.annotations.NullMarked;
