package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Pages of lists: how long they may be, and their tokens, which say after which name or place the next begins. */
final class PageTokens {
    /** First character of a page token's content: what follows is the last name of the page before. */
    private static final String TOKEN_VERSION = "1";

    private PageTokens() {}

    /** The token of the page after this name. */
    static String of(String last) {
        byte[] content = (TOKEN_VERSION + last).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    /** The name that a token stands for; empty without a token. */
    static Checked<String> after(String token) {
        if (token.isEmpty()) {
            return Checked.good("");
        }
        try {
            String content = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (content.startsWith(TOKEN_VERSION) && content.length() <= QueueAddresses.NAME_CHARS_MAX + 1) {
                return Checked.good(content.substring(TOKEN_VERSION.length()));
            }
        } catch (IllegalArgumentException e) {
            // Not base64, so not a token of ours; said below.
        }
        return foreign();
    }

    /** A token that is not of the asked operation, or not ours at all. */
    static <T> Checked<T> foreign() {
        return Checked.bad(QueueErrors.invalid("Invalid or expired next token."));
    }

    /** What is wrong with the wanted length of a page; null when nothing is. */
    static @Nullable ApiError lengthProblem(int resultsMax, int most) {
        return resultsMax >= 1 && resultsMax <= most
                ? null
                : QueueErrors.value(resultsMax, "MaxResults", "Must be between 1 and " + most + ", if provided.");
    }
}
