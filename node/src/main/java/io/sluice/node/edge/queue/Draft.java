package io.sluice.node.edge.queue;

import io.sluice.node.command.QueueCommand.Outgoing;

/**
 * A message that is in order and sealed, with the digests that its sender is told.
 *
 * @param bodyMd5 lower-case hex
 * @param attributesMd5 lower-case hex; empty when no attributes were sent
 * @param systemMd5 lower-case hex; empty when no system attributes were sent
 */
record Draft(Outgoing outgoing, String bodyMd5, String attributesMd5, String systemMd5) {}
