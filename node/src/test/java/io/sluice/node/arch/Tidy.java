package io.sluice.node.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is untidy in source text, in words that say where. */
final class Tidy {
    static final int FILE_LINES_MAX = 500;
    static final int FILE_LINES_USUAL = 300;
    static final int LINE_CHARACTERS_MAX = 120;

    /** A debt without an owner; written so that this line is not one. */
    private static final Pattern DEBT =
            Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\s*\\((?:#\\d+|ADR[ -]?\\d{4})\\))");

    private static final Pattern LINK = Pattern.compile("\\]\\((?:\\./)?(\\d{4}-[a-z0-9-]+\\.md)\\)");
    private static final Pattern DECISION = Pattern.compile("\\d{4}-[a-z0-9-]+\\.md");

    private Tidy() {}

    static List<String> longFiles(List<Source> sources, int linesMax) {
        return sources.stream()
                .filter(source -> source.lines().size() > linesMax)
                .map(source -> source.path() + ": " + source.lines().size() + " lines")
                .toList();
    }

    /** Import lines are exempt: no formatter can break them. */
    static List<String> longLines(List<Source> sources) {
        return linesThat(
                sources, line -> line.length() > LINE_CHARACTERS_MAX && !line.startsWith("import "), "is too long");
    }

    static List<String> debts(List<Source> sources) {
        return linesThat(
                sources,
                line -> DEBT.matcher(line).find(),
                "names no issue, as in (#12), and no ADR, as in (ADR 0012)");
    }

    /** Main packages without a description or without the promise about nulls. */
    static List<String> barePackages(List<Source> sources) {
        Map<String, List<Source>> packages =
                sources.stream().filter(Source::isMainJava).collect(Collectors.groupingBy(Source::folder));
        return packages.entrySet().stream()
                .filter(entry -> entry.getValue().stream().noneMatch(Tidy::describesItsPackage))
                .map(entry -> entry.getKey() + ": package-info.java with a sentence and @NullMarked is missing")
                .sorted()
                .toList();
    }

    /** Decisions that the index does not list, and entries of the index without a decision. */
    static List<String> lostDecisions(List<Source> records) {
        List<String> written = records.stream()
                .map(Source::name)
                .filter(name -> DECISION.matcher(name).matches())
                .toList();
        List<String> listed = records.stream()
                .filter(source -> source.name().equals("README.md"))
                .flatMap(index -> LINK.matcher(index.text()).results().map(result -> result.group(1)))
                .toList();
        List<String> found = new ArrayList<>();
        written.stream().filter(name -> !listed.contains(name)).forEach(name -> found.add(name + ": not in README.md"));
        listed.stream()
                .filter(name -> !written.contains(name))
                .forEach(name -> found.add(name + ": listed, not there"));
        numbers(written)
                .filter(number ->
                        written.stream().filter(name -> name.startsWith(number)).count() > 1)
                .forEach(number -> found.add(number + ": used twice"));
        return List.copyOf(found);
    }

    private static Stream<String> numbers(List<String> names) {
        return names.stream().map(name -> name.substring(0, 4)).distinct();
    }

    private static boolean describesItsPackage(Source source) {
        return source.name().equals("package-info.java")
                && source.text().startsWith("/**")
                && source.text().contains("@NullMarked");
    }

    private static List<String> linesThat(List<Source> sources, Predicate<String> isUntidy, String complaint) {
        return sources.stream()
                .flatMap(source -> {
                    List<String> lines = source.lines();
                    return IntStream.range(0, lines.size())
                            .filter(index -> isUntidy.test(lines.get(index)))
                            .mapToObj(index -> source.path() + ":" + (index + 1) + ": " + complaint);
                })
                .toList();
    }
}
