package io.autotrade.okx.account;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Capability;
import io.autotrade.okx.model.AccountMode;
import io.autotrade.okx.model.Row;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the account is set up at OKX. Read at the start and never changed by this service.
 *
 * @param hedged whether long and short positions of a symbol are held apart ({@code long_short_mode})
 */
record AccountProfile(AccountMode mode, boolean hedged) {

    /**
     * Checks the account's configuration.
     *
     * @throws BrokerException with what to change at OKX when the service cannot or must not trade with it
     */
    static AccountProfile check(Row config) {
        Set<String> permissions =
                Set.copyOf(Arrays.asList(config.text("perm").replace(" ", "").split(",")));
        if (permissions.contains("withdraw")) {
            throw new BrokerException(
                    new BrokerFault.Unauthorized(
                            "",
                            "the API key may withdraw money; create one with the permissions Read and Trade only and delete this one"));
        }
        if (!permissions.contains("trade")) {
            throw new BrokerException(new BrokerFault.Unauthorized(
                    "", "the API key may not trade; create one with the permissions Read and Trade"));
        }
        AccountMode mode = AccountMode.parse(config.required("acctLv"));
        if (mode == AccountMode.SPOT) {
            throw new BrokerException(new BrokerFault.Unauthorized(
                    "51010",
                    "the account is in Spot mode, which has no perpetual swaps; switch it to Futures mode at okx.com"));
        }
        boolean hedged = switch (config.required("posMode")) {
            case "net_mode" -> false;
            case "long_short_mode" -> true;
            default ->
                throw new BrokerException(
                        new BrokerFault.Malformed("unknown position mode posMode '" + config.text("posMode") + "'"));
        };
        return new AccountProfile(mode, hedged);
    }

    Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        if (mode == AccountMode.PORTFOLIO) {
            all.remove(Capability.LEVERAGE);
        }
        return Set.copyOf(all);
    }

    /** The margin mode of everything this service trades. */
    String marginMode() {
        return "cross";
    }
}
