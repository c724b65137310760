package io.sluice.node.app.config;

/** Marks the records whose components are keys of the file; every other type is a value. */
interface Section {}
