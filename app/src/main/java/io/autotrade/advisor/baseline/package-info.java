/** The rule-based advisor: no model, no key, no network; the same input always gives the same proposals. */
@NullMarked
package io.autotrade.advisor.baseline;

import org.jspecify.annotations.NullMarked;
