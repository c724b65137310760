/** What one YAML file and the environment may say about a node, read strictly into records. */
@NullMarked
package io.sluice.node.app.config;

import org.jspecify.annotations.NullMarked;
