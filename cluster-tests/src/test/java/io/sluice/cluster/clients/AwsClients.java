package io.sluice.cluster.clients;

import io.sluice.client.AccessCredentials;
import io.sluice.cluster.harness.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's boto3 and command line, which speak the query protocol, and AWS's SDK for JavaScript, which does not. */
final class AwsClients {
    private static final String REMEDY = "apt-get install -y python3-boto3 awscli";
    private static final Map<String, String> CREDENTIALS = Map.of(
            "AWS_ACCESS_KEY_ID", "any",
            "AWS_SECRET_ACCESS_KEY", "any",
            "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_PAGER", "",
            "AWS_EC2_METADATA_DISABLED", "true");

    private AwsClients() {}

    /** Debian's boto3. */
    static ForeignClient boto() {
        String python = "/usr/bin/python3";
        if (Commands.attempt(python, "-c", "import boto3").exitCode() != 0) {
            ForeignClient.missing("Python with boto3", REMEDY);
        }
        Path program = ForeignClient.root().resolve("src/test/python/aws_client.py");
        return new ForeignClient("boto3", List.of(python, program.toString()), CREDENTIALS);
    }

    /** AWS's SDK for JavaScript. */
    static ForeignClient javaScript() {
        Path directory = ForeignClient.root().resolve("src/test/node");
        if (!Files.isDirectory(directory.resolve("node_modules/@aws-sdk/client-sqs"))) {
            ForeignClient.missing("@aws-sdk/client-sqs", "npm ci --prefix cluster-tests/src/test/node");
        }
        Path program = directory.resolve("aws_client.js");
        return new ForeignClient("AWS SDK for JavaScript", List.of("node", program.toString()), CREDENTIALS);
    }

    /** The consumer of npm's library of that name, upon AWS's SDK for JavaScript. */
    static ForeignClient sqsConsumer() {
        Path directory = ForeignClient.root().resolve("src/test/node");
        if (!Files.isDirectory(directory.resolve("node_modules/sqs-consumer"))) {
            ForeignClient.missing("sqs-consumer", "npm ci --prefix cluster-tests/src/test/node");
        }
        Path program = directory.resolve("sqs_consumer_client.js");
        return new ForeignClient("sqs-consumer", List.of("node", program.toString()), CREDENTIALS);
    }

    /** AWS's own JMS over SQS. */
    static ForeignClient jms() {
        return program("JMS", "io.sluice.foreign.jms.JmsProgram");
    }

    /** Spring's listeners. */
    static ForeignClient spring() {
        return program("Spring", "io.sluice.foreign.spring.SpringProgram");
    }

    /** A program of the module that is built for this before. */
    private static ForeignClient program(String language, String main) {
        Path target = ForeignClient.root().resolve("foreign-clients").resolve("target");
        String classPath = target.resolve("sluice-foreign-clients.jar") + ":" + target.resolve("lib") + "/*";
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ForeignClient(
                language, List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath, main), CREDENTIALS);
    }

    /** Runs the command line on a node; its output, which must be that of a success. */
    static String cli(String endpoint, String... words) {
        return cli(new AccessCredentials("any", "any"), endpoint, words);
    }

    /** The same with this key. */
    static String cli(AccessCredentials key, String endpoint, String... words) {
        String program = "/usr/bin/aws";
        if (Commands.attempt(program, "--version").exitCode() != 0) {
            ForeignClient.missing("the AWS command line", REMEDY);
        }
        List<String> command = new ArrayList<>(List.of("env"));
        CREDENTIALS.forEach((name, value) -> command.add(name + "=" + value));
        // The later one of two counts.
        command.add("AWS_ACCESS_KEY_ID=" + key.keyId());
        command.add("AWS_SECRET_ACCESS_KEY=" + key.secret());
        command.addAll(List.of(program, "--endpoint-url", endpoint, "--output", "json", "sqs"));
        command.addAll(List.of(words));
        Commands.Result result = Commands.attempt(command.toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new AssertionError(String.join(" ", words) + " failed: " + result.output());
        }
        return result.output();
    }
}
