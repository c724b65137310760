/** What nodes say to each other, without nodes. */
@NullMarked
package io.sluice.node.cluster;

import org.jspecify.annotations.NullMarked;
