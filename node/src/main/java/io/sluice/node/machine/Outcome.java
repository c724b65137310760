package io.sluice.node.machine;

import io.sluice.node.command.Reply;
import java.util.List;

/** What applying one entry came to: a reply per item, in order, and hints for the leader. */
public record Outcome(List<Reply> replies, List<Effect> effects) {}
