package io.sluice.node.edge.wire.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models that the wire is made of are what the script makes of the published ones, and nobody's handiwork. */
final class DerivedModelsTest {
    private static final Path ROOT =
            Golden.resources().resolve("../../../../..").toAbsolutePath().normalize();
    private static final Path MODELS = ROOT.resolve("node/src/main/models");
    private static final Path DERIVED = ROOT.resolve("node/src/main/resources/io/sluice/node/edge/wire/shape");
    private static final long SECONDS_MAX = 60;

    @TempDir
    private Path target;

    /** How a program has ended, and what it has printed. */
    private record Ended(int code, String output) {}

    @BeforeAll
    static void pythonIsThere() throws Exception {
        boolean there = run(List.of("sh", "-c", "python3 --version")).code() == 0;
        if (!there && Boolean.parseBoolean(System.getenv("CI"))) {
            Assertions.fail("python3 is missing");
        }
        Assumptions.assumeTrue(there, "python3 is missing; the script that derives the models needs it");
    }

    private static Ended run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private Ended derive(String... arguments) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("python3", MODELS.resolve("derive.py").toString(), target.toString()));
        words.addAll(List.of(arguments));
        return run(words);
    }

    private static String published(String file) {
        return MODELS.resolve("published").resolve(file).toString();
    }

    @Test
    void theyAreMadeOfThePublishedOnes() throws Exception {
        Ended ended = derive(
                published("sqs.json"),
                published("sns.json"),
                published("kinesis.json"),
                "--query",
                "sqs=" + published("sqs-query.json"));

        assertThat(ended.output()).isEmpty();
        assertThat(ended.code()).isZero();
        for (String model : List.of("sqs.json", "sns.json", "kinesis.json")) {
            assertThat(target.resolve(model)).hasSameTextualContentAs(DERIVED.resolve(model));
        }
    }

    @Test
    void whatAModelSaysThatNobodyHasHeardOfIsNotPassedOver() throws Exception {
        Path novel = Files.writeString(target.resolve("novel-in.json"), """
                {"metadata":{"serviceId":"Novel","apiVersion":"2031-01-31"},"operations":{},
                "shapes":{"Text":{"type":"string","newTrait":true}}}
                """);

        Ended ended = derive(novel.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("Text: the model says something unheard of: newTrait");
    }
}
