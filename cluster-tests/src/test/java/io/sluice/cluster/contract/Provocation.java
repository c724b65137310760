package io.sluice.cluster.contract;

/**
 * One way to bring about an error.
 *
 * @param operation by AWS's name
 * @param error what must be told
 * @param ofEntry it is told of the first entry of a batch, in an answer that is none of failure
 * @param request AWS's members in JSON, with {@code '} for the quotation marks and words of the {@link Stage}
 * @param text what is said, with such words; {@code …} and the end of it; or nothing, where the contract has no words
 */
record Provocation(String operation, AwsError error, boolean ofEntry, String request, String text) {
    private static final String ANYTHING_BEFORE = "…";

    /** An error of the whole call. */
    static Provocation of(String operation, AwsError error, String request, String text) {
        return new Provocation(operation, error, false, request, text);
    }

    /** The same where the contract has no words for it. */
    static Provocation of(String operation, AwsError error, String request) {
        return of(operation, error, request, "");
    }

    /** An error of the first entry of a batch. */
    static Provocation ofEntry(String operation, AwsError error, String request, String text) {
        return new Provocation(operation, error, true, request, text);
    }

    /** The same where the contract has no words for it. */
    static Provocation ofEntry(String operation, AwsError error, String request) {
        return ofEntry(operation, error, request, "");
    }

    /** The operation and the error, as the model names them. */
    String pair() {
        return operation + " " + error.shape();
    }

    /** Whether a text says what one that was expected says. */
    static boolean fits(String expected, String said) {
        if (expected.isEmpty()) {
            return !said.isBlank();
        }
        return expected.startsWith(ANYTHING_BEFORE)
                ? said.endsWith(expected.substring(ANYTHING_BEFORE.length()))
                : said.equals(expected);
    }

    @Override
    public String toString() {
        String shown = request.length() > 100 ? request.substring(0, 100) + "..." : request;
        return operation + (ofEntry ? " tells of an entry " : " tells ") + error.shape() + ": " + shown;
    }
}
