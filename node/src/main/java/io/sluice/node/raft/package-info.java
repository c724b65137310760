/** Apache Ratis behind one adapter: proposing, applying, snapshots, roles. */
@NullMarked
package io.sluice.node.raft;

import org.jspecify.annotations.NullMarked;
