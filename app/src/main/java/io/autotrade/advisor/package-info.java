/** Who proposes: the {@link io.autotrade.advisor.Advisor} and its implementations. */
@NullMarked
package io.autotrade.advisor;

import org.jspecify.annotations.NullMarked;
