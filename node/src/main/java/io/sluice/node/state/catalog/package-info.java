/** Rows of the catalog: nodes, tablets, resources and where they live. */
@NullMarked
package io.sluice.node.state.catalog;

import org.jspecify.annotations.NullMarked;
