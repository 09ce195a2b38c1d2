/** The service left alone for long with the OKX sandbox: a recorded market, fast, with faults. */
@NullMarked
package io.autotrade.bench.soak;

import org.jspecify.annotations.NullMarked;
