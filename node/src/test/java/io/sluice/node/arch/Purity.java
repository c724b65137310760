package io.sluice.node.arch;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * What the replicated rules may not touch, because two replicas could then differ: clocks, chance, threads, files, the
 * machine they run on, and collections whose order is no contract.
 */
final class Purity {
    static final List<String> PURE_FLOORS = List.of("model", "command", "state", "machine");

    private static final List<String> ALLOWED = List.of("java.", "org.jspecify.annotations.");
    private static final List<String> ALLOWED_IN_CODECS =
            List.of("com.google.protobuf.", "io.sluice.record.v1.", "java.io.IOException");

    private static final List<String> BANNED_PACKAGES = List.of(
            "java.io.",
            "java.net.",
            "java.nio.channels.",
            "java.nio.file.",
            "java.util.concurrent.",
            "java.util.random.");

    private static final Set<String> BANNED_TYPES = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.security.SecureRandom",
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.WeakHashMap");

    private static final Map<String, Set<String>> BANNED_CALLS = Map.of(
            "java.lang.System",
            Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties", "identityHashCode"),
            "java.lang.Math",
            Set.of("random"),
            "java.lang.StrictMath",
            Set.of("random"),
            "java.util.Collections",
            Set.of("shuffle"),
            "java.util.Locale",
            Set.of("getDefault"),
            "java.util.Map",
            Set.of("of", "ofEntries", "copyOf"),
            "java.util.Set",
            Set.of("of", "copyOf"),
            "java.util.UUID",
            Set.of("randomUUID"),
            "java.util.stream.Collectors",
            Set.of("toSet", "toUnmodifiableSet", "toUnmodifiableMap"));

    private final String base;
    private final JavaClasses classes;

    Purity(String base, JavaClasses classes) {
        this.base = base;
        this.classes = classes;
    }

    /** Types outside the JDK and the house; protobuf is for classes whose whole purpose is the encoding. */
    List<String> foreignTypes() {
        return dependencies()
                .filter(dependency -> isForeign(dependency.getOriginClass(), target(dependency)))
                .map(Dependency::getDescription)
                .sorted()
                .toList();
    }

    List<String> impureTypes() {
        return dependencies()
                .filter(dependency -> isImpure(dependency.getOriginClass(), target(dependency)))
                .map(Dependency::getDescription)
                .sorted()
                .toList();
    }

    List<String> impureCalls() {
        return pure().flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(Purity::isImpureCall)
                .map(JavaAccess::getDescription)
                .sorted()
                .toList();
    }

    /** Rows are compared byte by byte between replicas and for ever: no floating point in them. */
    List<String> floatingRows() {
        return classes.stream()
                .filter(type -> isOn(type, "state"))
                .flatMap(type -> type.getFields().stream())
                .filter(field -> Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                        .contains(field.getRawType().getName()))
                .map(JavaField::getFullName)
                .toList();
    }

    /** Static fields that can change, in the whole node: not final, or final holders of something changing. */
    List<String> changingStatics() {
        return classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL) || isMadeToChange(field))
                .map(JavaField::getFullName)
                .sorted()
                .toList();
    }

    private static boolean isMadeToChange(JavaField field) {
        JavaClass type = field.getRawType();
        return type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(ConcurrentMap.class);
    }

    private boolean isForeign(JavaClass origin, JavaClass target) {
        String name = target.getName();
        return !target.isPrimitive()
                && !name.startsWith(base + ".")
                && ALLOWED.stream().noneMatch(name::startsWith)
                && !(isCodec(origin) && ALLOWED_IN_CODECS.stream().anyMatch(name::startsWith));
    }

    private static boolean isImpure(JavaClass origin, JavaClass target) {
        String name = target.getName();
        boolean banned = BANNED_TYPES.contains(name) || BANNED_PACKAGES.stream().anyMatch(name::startsWith);
        return banned && !(isCodec(origin) && ALLOWED_IN_CODECS.contains(name));
    }

    private static boolean isImpureCall(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        boolean asksTheTime =
                owner.startsWith("java.time.") && Set.of("now", "systemDefault").contains(access.getName());
        return asksTheTime || BANNED_CALLS.getOrDefault(owner, Set.of()).contains(access.getName());
    }

    private static boolean isCodec(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost.getSimpleName().endsWith("Codec");
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private Stream<Dependency> dependencies() {
        return pure().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private Stream<JavaClass> pure() {
        return classes.stream().filter(type -> PURE_FLOORS.stream().anyMatch(floor -> isOn(type, floor)));
    }

    private boolean isOn(JavaClass type, String floor) {
        return (type.getPackageName() + ".").startsWith(base + "." + floor + ".");
    }
}
