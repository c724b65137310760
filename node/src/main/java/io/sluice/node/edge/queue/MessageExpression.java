package io.sluice.node.edge.queue;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.machine.Sieve;
import io.sluice.record.v1.AttributeRecord;
import io.sluice.record.v1.PayloadRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a message in CEL (Common Expression Language), which always ends: it has no loops but those over a
 * list, which are bounded together, and its regular expressions are matched in linear time (RE2). What it does not
 * ask for is not even decoded. Thread-safe.
 */
final class MessageExpression {
    private static final int CHARS_MAX = 4096;

    /** Parentheses and operators within each other, for the parser calls itself. */
    private static final int DEPTH_MAX = 100;

    /** Mistakes after which the parser gives up: one is told. */
    private static final int MISTAKES_MAX = 5;

    /** Size of a compiled regular expression, on which the time of a match depends, in steps of RE2. */
    private static final int REGEX_STEPS_MAX = 1_000;

    /** Steps of all loops over lists of one evaluation. */
    private static final int ITERATIONS_MAX = 10_000;

    private static final CelOptions BOUNDS = CelOptions.current()
            .maxExpressionCodePointSize(CHARS_MAX)
            .maxParseRecursionDepth(DEPTH_MAX)
            .maxParseErrorRecoveryLimit(MISTAKES_MAX)
            .comprehensionMaxIterations(ITERATIONS_MAX)
            .maxRegexProgramSize(REGEX_STEPS_MAX)
            // So that json.price > 10 holds for 10.5 too.
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("body", SimpleType.STRING)
            .addVar("json", SimpleType.DYN)
            .addVar("attributes", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("group", SimpleType.STRING)
            .addVar("state", SimpleType.STRING)
            .addVar("age", SimpleType.INT)
            .addVar("receives", SimpleType.INT)
            .addVar("size", SimpleType.INT)
            .setResultType(SimpleType.BOOL)
            .build();

    /** The runtime that interprets; its bounds are those that the tests hold it to. */
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(BOUNDS).build();

    private final CelRuntime.Program program;

    private MessageExpression(CelRuntime.Program program) {
        this.program = program;
    }

    /** The condition of a text, or what is wrong with it. */
    static Checked<MessageExpression> of(String text) {
        if (text.isEmpty()) {
            return Checked.bad(QueueErrors.missing("Expression"));
        }
        if (text.length() > CHARS_MAX) {
            return Checked.bad(QueueErrors.expression("It must have at most " + CHARS_MAX + " characters."));
        }
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(text).getAst();
            return Checked.good(new MessageExpression(RUNTIME.createProgram(tree)));
        } catch (CelValidationException | CelEvaluationException e) {
            return Checked.bad(QueueErrors.expression(String.valueOf(e.getMessage())));
        }
    }

    /** Whether it is true of a message at a time; where it fails, for want of a field or by a type, cannot be said. */
    Sieve.Verdict judge(BrowseEntry message, PayloadRecord payload, long nowMillis) {
        try {
            Object result = program.eval(name -> Optional.ofNullable(value(name, message, payload, nowMillis)));
            // What needs a body read as JSON that is none comes to something unknown, and not to yes or no.
            if (!(result instanceof Boolean holds)) {
                return Sieve.Verdict.FAILED;
            }
            return holds ? Sieve.Verdict.KEPT : Sieve.Verdict.LEFT;
        } catch (CelEvaluationException e) {
            return Sieve.Verdict.FAILED;
        }
    }

    private static @Nullable Object value(String name, BrowseEntry message, PayloadRecord payload, long nowMillis) {
        return switch (name) {
            case "body" -> payload.getBody().toStringUtf8();
            case "json" -> JsonBody.read(payload.getBody()).orElse(null);
            case "attributes" -> attributes(payload);
            case "group" -> payload.getGroupId();
            case "state" -> state(message.state());
            case "age" -> Math.max(0, nowMillis - message.sentMillis()) / 1000;
            case "receives" -> message.receives();
            case "size" -> (long) payload.getBody().size();
            default -> null;
        };
    }

    private static Map<String, String> attributes(PayloadRecord payload) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (AttributeRecord attribute : payload.getAttributesList()) {
            if (!attribute.getBinary()) {
                attributes.put(attribute.getName(), attribute.getValue().toStringUtf8());
            }
        }
        return attributes;
    }

    private static String state(BrowsedState state) {
        return switch (state) {
            case VISIBLE -> "visible";
            case IN_FLIGHT -> "in_flight";
            case DELAYED -> "delayed";
        };
    }
}
