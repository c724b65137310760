/** Where things live and how to reach them: routing, peers, forming, the catalog as this node sees it. */
@NullMarked
package io.sluice.node.cluster;

import org.jspecify.annotations.NullMarked;
