package io.sluice.client.cli;

/** Entry point of {@code sluice-cli.jar}. */
public final class Main {
    private Main() {}

    /** Prints which version this is. */
    public static void main(String[] args) {
        System.out.println("sluice-cli " + Main.class.getPackage().getImplementationVersion());
    }
}
