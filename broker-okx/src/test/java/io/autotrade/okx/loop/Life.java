package io.autotrade.okx.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The time of one process: nothing of it happens any more once it is killed. */
public final class Life implements Timing {

    private final Timing time;
    private final List<Runnable> onDeath = new ArrayList<>();
    private boolean alive = true;

    public Life(Timing time) {
        this.time = time;
    }

    public boolean isAlive() {
        return alive;
    }

    /** Ends the process without a word. */
    public void kill() {
        alive = false;
        onDeath.forEach(Runnable::run);
        onDeath.clear();
    }

    /** What the machine does for a dead process: it closes its connections. */
    public void onDeath(Runnable work) {
        onDeath.add(work);
    }

    /** A loop on which this process lives. */
    public Loop loop() {
        return new Loop(this, work -> after(Duration.ZERO, work));
    }

    private Runnable whileAlive(Runnable work) {
        return () -> {
            if (alive) {
                work.run();
            }
        };
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        return time.after(delay, whileAlive(work));
    }

    @Override
    public Runnable every(Duration period, Runnable work) {
        boolean[] ended = new boolean[1];
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (alive && !ended[0]) {
                    time.after(period, this);
                    work.run();
                }
            }
        };
        time.after(period, again);
        return () -> ended[0] = true;
    }

    @Override
    public RandomGenerator random() {
        return time.random();
    }
}
