package io.sluice.client.bench;

/**
 * How a node is killed and comes back: words for a shell, in which {@code {node}} stands for the number at the end of
 * the node's id.
 *
 * @param killCommand kills the node
 * @param restartCommand restarts it, 5 s later; blank leaves it dead
 */
public record Death(String killCommand, String restartCommand) {}
