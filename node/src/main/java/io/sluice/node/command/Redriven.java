package io.sluice.node.command;

/**
 * What a message was before a redrive brought it to its queue as a new one: all that is needed to bring it back.
 *
 * @param by the redrive
 * @param letter the message as it was, a dead letter; its payload is empty, for the message has it
 */
public record Redriven(Selection.Redrive by, Letter letter) {}
