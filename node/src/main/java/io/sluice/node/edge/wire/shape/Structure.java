package io.sluice.node.edge.wire.shape;

import io.sluice.node.edge.wire.shape.Shape.Member;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A structure: for each member of its shape a value or none. Filled by whoever made it, then only read. */
public final class Structure implements Value {
    private final StructureShape shape;
    private final @Nullable Value[] values;

    /** An empty one. */
    public Structure(StructureShape shape) {
        this.shape = shape;
        this.values = new Value[shape.members().size()];
    }

    /** Its shape. */
    public StructureShape shape() {
        return shape;
    }

    /** What a member of its shape is; null for nothing, because every protocol walks all members. */
    public @Nullable Value of(Member member) {
        return values[member.index()];
    }

    /** Gives a member of its shape a value; the last one stays. */
    public Structure put(Member member, Value value) {
        values[member.index()] = value;
        return this;
    }

    /** Gives the member of that name a value; there must be one. */
    public Structure put(String name, Value value) {
        return put(Objects.requireNonNull(shape.member(name), name), value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Structure that && shape == that.shape && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return shape.name() + Arrays.toString(values);
    }
}
