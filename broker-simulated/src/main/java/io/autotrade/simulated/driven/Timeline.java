package io.autotrade.simulated.driven;

import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The script of a driven market. Called by the pump, one call at a time. */
public interface Timeline {

    /** The next moment, or null at the end. */
    @Nullable
    Moment next();

    /** Called before the events of a moment are delivered; delivery waits for the future. */
    Future<Void> begin(Moment moment);

    /**
     * Called once by {@link Pump#stop} with the time of the last moment all of whose events were handled, or null when
     * there was none.
     */
    Future<Void> stopped(@Nullable Instant last);
}
