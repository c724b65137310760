package io.sluice.node.edge.wire.shape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shape of named members, in the order of the model. Two are equal when they are the same. */
public final class StructureShape implements Shape {
    private final String name;
    private final List<Member> members;
    private final Map<String, Member> byName = new HashMap<>();

    /** A structure of these members, whose indices are their places. */
    public StructureShape(String name, List<Member> members) {
        this.name = name;
        this.members = List.copyOf(members);
        for (int i = 0; i < this.members.size(); i++) {
            Member member = this.members.get(i);
            if (member.index() != i || byName.put(member.name(), member) != null) {
                throw new IllegalArgumentException("members of " + name + " are out of order");
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** Its members. */
    public List<Member> members() {
        return members;
    }

    /** The member of that name; null where there is none, which is no exception on the wire. */
    public @Nullable Member member(String named) {
        return byName.get(named);
    }
}
