package org.kindling.protocol.identity;

/** A peer known by name and place: whoever answers there must prove to be this node. */
public record Door(NodeId node, Endpoint endpoint) {}
