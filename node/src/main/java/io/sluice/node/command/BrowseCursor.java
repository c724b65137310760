package io.sluice.node.command;

/**
 * How far a look through a queue has come: the next place in each of its spaces of sequences. A message keeps its
 * place whatever becomes of it, and new ones come at the end of their space; so nothing is shown twice and nothing
 * that stays is left out.
 *
 * @param prompt among the messages that were visible at once, from 1
 * @param arrived among those that came from other queues, from 1
 * @param late among those that were delayed at first, from 1
 */
public record BrowseCursor(long prompt, long arrived, long late) {
    /** Before the first message. */
    public static final BrowseCursor START = new BrowseCursor(1, 1, 1);

    /** Behind whatever may come. */
    public static final BrowseCursor END = new BrowseCursor(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Whether nothing before another place is left behind this one. */
    public boolean reaches(BrowseCursor end) {
        return prompt >= end.prompt && arrived >= end.arrived && late >= end.late;
    }
}
