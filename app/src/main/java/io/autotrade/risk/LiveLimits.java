package io.autotrade.risk;

import io.autotrade.config.AppConfig.LiveProfile;
import io.autotrade.config.TradingConfig;
import io.autotrade.config.TradingConfig.RiskConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Holds the configured limits down to what was approved for real money. Pure. */
public final class LiveLimits {

    private static final int SCALE = 8;

    private LiveLimits() {}

    /**
     * The configuration with no limit looser than the profile's. Amounts become percent of this equity, rounded down;
     * with no equity nothing may be opened.
     */
    public static TradingConfig tightened(TradingConfig config, LiveProfile profile, BigDecimal equity) {
        RiskConfig risk = config.risk();
        BigDecimal position = percent(profile.maxPositionNotional(), equity);
        BigDecimal gross = percent(profile.maxGrossNotional(), equity);
        RiskConfig held = new RiskConfig(
                risk.maxLeverage(),
                risk.dailyLossCap().min(profile.dailyLossCap()),
                risk.drawdownPausePct(),
                risk.minRewardRisk(),
                risk.maxStopDistancePct(),
                risk.minCashBufferPct(),
                risk.maxGrossExposurePct().min(gross),
                risk.minNotional(),
                risk.lossStreakPause(),
                risk.cooldown(),
                risk.maxOrdersPerHour(),
                risk.staleAfter(),
                risk.maxDecisionAge(),
                risk.maxPriceDriftBps());
        return new TradingConfig(
                config.brokerType(),
                config.symbols(),
                config.evaluationInterval(),
                config.maxPositionSizePct().min(position),
                config.confidenceThreshold(),
                config.allowShort(),
                config.advisor(),
                config.llm(),
                held);
    }

    private static BigDecimal percent(BigDecimal amount, BigDecimal equity) {
        return equity.signum() <= 0
                ? BigDecimal.ZERO
                : amount.multiply(EntryMath.HUNDRED).divide(equity, SCALE, RoundingMode.DOWN);
    }
}
