package io.sluice.node.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules about who may see whom; each returns what breaks it, in words. */
final class Floors {
    /** Bottom first. A class may use its own floor and those before it. */
    static final List<String> ALL =
            List.of("model", "command", "state", "machine", "storage", "raft", "cluster", "leader", "edge", "app");

    static final List<String> KINDS = List.of("queue", "topic", "stream", "catalog");
    static final List<String> KIND_BLIND = List.of("storage", "raft", "cluster", "leader");

    /** A kind as one word of a camel-case name, also at its start and in the plural. */
    private static final Pattern KIND_WORD =
            Pattern.compile("(?:Queue|Topic|Stream)s?(?![a-z])|^(?:queue|topic|stream)s?(?![a-z])");

    /** Streams of bytes and of gRPC messages are not the resource kind. */
    private static final Pattern OTHER_STREAMS =
            Pattern.compile("(?:[Pp]eer|[Ii]nput|[Oo]utput|[Bb]yte|[Dd]ata)Streams?|[Ss]treamObservers?");

    private final String base;
    private final JavaClasses classes;

    Floors(String base, JavaClasses classes) {
        this.base = base;
        this.classes = classes;
    }

    List<String> homeless() {
        String[] homes = ALL.stream().map(floor -> base + "." + floor + "..").toArray(String[]::new);
        return broken(classes().should().resideInAnyPackage(homes));
    }

    List<String> upward(String floor) {
        List<String> above = ALL.subList(ALL.indexOf(floor) + 1, ALL.size());
        if (above.isEmpty()) {
            return List.of();
        }
        String[] upper = above.stream().map(name -> base + "." + name + "..").toArray(String[]::new);
        return broken(noClasses()
                .that()
                .resideInAPackage(base + "." + floor + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(upper));
    }

    List<String> cycles() {
        return broken(slices().matching(base + ".(**)").should().beFreeOfCycles());
    }

    List<String> acrossKinds(String floor) {
        List<String> found = new ArrayList<>();
        for (String kind : KINDS) {
            String[] others = KINDS.stream()
                    .filter(other -> !other.equals(kind))
                    .map(other -> base + "." + floor + ".." + other + "..")
                    .toArray(String[]::new);
            found.addAll(broken(noClasses()
                    .that()
                    .resideInAPackage(base + "." + floor + ".." + kind + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)));
        }
        return List.copyOf(found);
    }

    List<String> kindNames(String floor) {
        return classes.stream()
                .filter(type -> inFloor(type, floor))
                .flatMap(type -> Stream.concat(
                        Stream.of(type).filter(Floors::namesAKind).map(JavaClass::getFullName),
                        type.getMembers().stream().filter(Floors::namesAKind).map(JavaMember::getFullName)))
                .sorted()
                .toList();
    }

    private boolean inFloor(JavaClass type, String floor) {
        return type.getPackageName().equals(base + "." + floor)
                || type.getPackageName().startsWith(base + "." + floor + ".");
    }

    private static boolean namesAKind(JavaClass type) {
        return namesAKind(type.getSimpleName());
    }

    private static boolean namesAKind(JavaMember member) {
        boolean compilerMade = member.getName().contains("$");
        boolean chosenElsewhere = member instanceof JavaMethod method && isDeclaredOutside(method);
        return !compilerMade && !chosenElsewhere && namesAKind(member.getName());
    }

    static boolean namesAKind(String name) {
        return KIND_WORD.matcher(OTHER_STREAMS.matcher(name).replaceAll("Wire")).find();
    }

    /** Whether a library chose the name: an override of its method keeps it. */
    private static boolean isDeclaredOutside(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .filter(above -> !above.getPackageName().startsWith("io.sluice."))
                .flatMap(above -> above.getMethods().stream())
                .anyMatch(above -> above.getName().equals(method.getName()));
    }

    private List<String> broken(ArchRule rule) {
        return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
    }
}
