package io.sluice.client.cli;

import io.sluice.client.OutgoingMessage;
import io.sluice.client.SendKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a send beside what AWS knows. */
final class SendTermsOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "The idempotency key of a single message: the same again is answered as the first and not sent"
                            + " again; another content is refused.")
    private @Nullable String key;

    @Option(
            names = "--key-window",
            paramLabel = "SPAN",
            description = "How long the key is remembered, such as 1d, at most 7d (default: the queue's"
                    + " IdempotencyWindow, a day unless set).")
    private @Nullable String keyWindow;

    @Option(
            names = "--ttl",
            paramLabel = "SPAN",
            description = "The message is gone so long after its send, such as 15m; at most the queue's retention.")
    private @Nullable String ttl;

    boolean hasKey() {
        return key != null;
    }

    OutgoingMessage apply(OutgoingMessage message) {
        if (keyWindow != null && key == null) {
            throw new ParameterException(command.commandLine(), "--key-window goes with --key");
        }
        try {
            OutgoingMessage living = ttl == null ? message : message.withTimeToLive(Spans.parse(ttl));
            return key == null
                    ? living
                    : living.withKey(new SendKey(key, keyWindow == null ? null : Spans.parse(keyWindow)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
