package io.autotrade.simulated.market;

/** Random numbers as a function of a key, so that they can be made again in any order. */
final class Noise {

    private static final double UNIT = 0x1p-53;
    private static final double SHORT_UNIT = 0x1p-16;

    private Noise() {}

    /** A key from a seed and a name. */
    static long key(long seed, String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return mix(seed ^ mix(hash));
    }

    /** 64 random bits. */
    static long bits(long key, int stream, long index) {
        return mix(key + stream * 0xD1B54A32D192ED03L + mix(index));
    }

    /** Evenly spread over [0, 1). */
    static double uniform(long key, int stream, long index) {
        return (bits(key, stream, index) >>> 11) * UNIT;
    }

    /** Nearly normal with mean 0 and deviation 1: the sum of twelve even numbers, exact on every machine. */
    static double gaussian(long key, int stream, long index) {
        long first = bits(key, stream, index);
        long second = mix(first + 1);
        long third = mix(first + 2);
        return (chunks(first) + chunks(second) + chunks(third)) * SHORT_UNIT - 6;
    }

    private static long chunks(long bits) {
        return (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    }

    /** Finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
