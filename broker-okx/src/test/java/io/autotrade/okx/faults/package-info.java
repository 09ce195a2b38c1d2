/** The broker under seeded schedules of faults, held to its books. */
@NullMarked
package io.autotrade.okx.faults;

import org.jspecify.annotations.NullMarked;
