/** The one durable truth: an append-only journal in PostgreSQL and the projections that are written with it. */
@NullMarked
package io.autotrade.journal;

import org.jspecify.annotations.NullMarked;
