package io.sluice.node.model;

/** Number of a tablet in its cluster; 0 is the catalog. Numbers are never used twice. */
public record TabletId(int value) implements Comparable<TabletId> {
    /** The tablet that knows all others. */
    public static final TabletId CATALOG = new TabletId(0);

    public TabletId {
        Invariant.check(value >= 0, "a tablet number is not negative");
    }

    @Override
    public int compareTo(TabletId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "t" + value;
    }
}
