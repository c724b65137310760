package io.sluice.node.golden;

import java.util.List;
import java.util.Random;

/** Where the values of made-up records come from. */
interface Draw {
    /** Any 64 bits. */
    long number();

    /** A number that is not negative. */
    int count();

    /** Either. */
    boolean flag();

    /** A name of letters and digits, never empty. */
    String name();

    /** Any text. */
    String text();

    /** Any bytes. */
    byte[] bytes();

    /** How many elements a list has. */
    int size();

    /** One of several. */
    <T> T one(List<T> several);

    /** Always the same: numbers count up, so that each field shows. */
    static Draw counting() {
        return new Draw() {
            private int next;

            @Override
            public long number() {
                return ++next;
            }

            @Override
            public int count() {
                return ++next;
            }

            @Override
            public boolean flag() {
                return true;
            }

            @Override
            public String name() {
                return "n" + ++next;
            }

            @Override
            public String text() {
                return "text-" + ++next;
            }

            @Override
            public byte[] bytes() {
                return new byte[] {(byte) ++next, 0, -1};
            }

            @Override
            public int size() {
                return 2;
            }

            @Override
            public <T> T one(List<T> several) {
                return several.get(++next % several.size());
            }
        };
    }

    /** By chance, with a liking for the ends of what is allowed. */
    static Draw random(Random random) {
        return new Draw() {
            @Override
            public long number() {
                return one(List.of(
                        0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong(), random.nextLong() >>> 32));
            }

            @Override
            public int count() {
                return one(List.of(0, 1, Integer.MAX_VALUE, random.nextInt(1 << 20)));
            }

            @Override
            public boolean flag() {
                return random.nextBoolean();
            }

            @Override
            public String name() {
                return Integer.toString(random.nextInt(1 << 20), 36);
            }

            @Override
            public String text() {
                return one(List.of("", "a", "äß€😀", "\u0000\n\t", "x".repeat(random.nextInt(300))));
            }

            @Override
            public byte[] bytes() {
                byte[] bytes = new byte[random.nextInt(4) * random.nextInt(100)];
                random.nextBytes(bytes);
                return bytes;
            }

            @Override
            public int size() {
                return random.nextInt(4);
            }

            @Override
            public <T> T one(List<T> several) {
                return several.get(random.nextInt(several.size()));
            }
        };
    }
}
