package io.sluice.client.cli;

import io.sluice.client.SluiceException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into a line on stderr that says what to do, and an exit code. */
final class Troubles implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception trouble, CommandLine commandLine, ParseResult parsed)
            throws Exception {
        PrintWriter err = commandLine.getErr();
        if (trouble instanceof SluiceException ours) {
            err.println("sluice: " + ours.getMessage());
            err.println("  " + advice(ours));
            return code(ours);
        }
        if (trouble instanceof IllegalArgumentException) {
            err.println("sluice: " + trouble.getMessage());
            err.println("  see: sluice " + commandLine.getCommandName() + " --help");
            return ExitCode.USAGE;
        }
        if (trouble instanceof IOException) {
            err.println("sluice: " + trouble.getMessage());
            return ExitCode.ERROR;
        }
        if (trouble instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return ExitCode.ERROR;
        }
        // A mistake of ours: the stack trace is what the reader needs.
        throw trouble;
    }

    private static int code(SluiceException trouble) {
        return trouble instanceof SluiceException.Rejected rejected && notFound(rejected.code())
                ? ExitCode.NOT_FOUND
                : ExitCode.ERROR;
    }

    private static boolean notFound(String code) {
        return code.equals("NOT_FOUND") || code.contains("NotFound") || code.contains("DoesNotExist");
    }

    private static String advice(SluiceException trouble) {
        if (trouble instanceof SluiceException.Rejected rejected) {
            return switch (rejected.code()) {
                case "QueueDoesNotExist" -> "see what there is: sluice queue list";
                case "QueueDeletedRecently" -> "wait 60 seconds, or take another name";
                case "QueueNameExists" -> "look at it: sluice queue describe NAME";
                case "PurgeQueueInProgress" -> "wait 60 seconds";
                case "ReceiptHandleIsInvalid" -> "receive the message again and take the receipt it has now";
                case "MissingAuthenticationTokenException" ->
                    "the nodes want a key: set SLUICE_CREDENTIALS=ID:SECRET or SLUICE_CREDENTIALS_FILE";
                case "UnrecognizedClientException" ->
                    "the nodes do not know this key, or its secret is another: look at SLUICE_CREDENTIALS";
                case "AccessDeniedException" -> "the key does not allow this: see sluice key list";
                case "UNIMPLEMENTED" -> "the nodes do not know this command: update them";
                default -> "rejected with " + rejected.code() + ": change the request";
            };
        }
        return "is the cluster up? see: sluice status, or deploy/sluice up; or name it with --endpoints";
    }
}
