package io.sluice.node.app;

/** Entry point of {@code sluice-node.jar}. */
public final class Main {
    private Main() {}

    /** Prints which version this is. */
    public static void main(String[] args) {
        System.out.println("sluice-node " + Main.class.getPackage().getImplementationVersion());
    }
}
