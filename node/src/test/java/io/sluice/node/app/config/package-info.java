/** Tests of the reading of configurations. */
@NullMarked
package io.sluice.node.app.config;

import org.jspecify.annotations.NullMarked;
