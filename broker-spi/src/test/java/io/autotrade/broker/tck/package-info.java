/**
 * The conformance kit: what every broker must do, as tests.
 *
 * <p>Extend {@link io.autotrade.broker.tck.BrokerContractTest}, give it a {@link io.autotrade.broker.tck.BrokerHarness}
 * and run it like any JUnit class. A paper broker, one that fills from the service's market, uses the ready-made
 * {@link io.autotrade.broker.tck.PaperHarness}.
 *
 * <p>For market sources there are {@link io.autotrade.broker.tck.MarketSourceContractTest} and its harness, for event
 * consumers a journal to play with, {@link io.autotrade.broker.tck.ToldEvents}.
 *
 * <p>Every rule has a number that never changes its meaning ({@code §4.03}), shown first in the name of its test. The
 * mark after the number says when the rule applies: {@code [required]} always, {@code [CAPABILITY]} when the broker
 * declares it, {@code [no CAPABILITY]} when it does not, {@code [lever NAME]} when the harness can bring the situation
 * about. A rule that does not apply is reported as skipped with the reason. The Javadoc of a rule's method tells where
 * to look when it fails.
 */
@NullMarked
package io.autotrade.broker.tck;

import org.jspecify.annotations.NullMarked;
