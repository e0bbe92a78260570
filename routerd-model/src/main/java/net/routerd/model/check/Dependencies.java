package net.routerd.model.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;

/**
 * Which resource depends on which: on what its fields refer to, a policy also on the sources and
 * the checks of its candidates. Each name is looked up once; what follows goes from one to another.
 */
final class Dependencies {

  /** A resource among those that it depends on and those that depend on it. */
  static final class Vertex {
    final int number; // from 0, in the order of the resources
    final Resource resource;
    final List<Use> uses; // in the order of the fields
    final List<Edge> edges = new ArrayList<>(); // in the order of the fields, each target once
    final List<Vertex> users = new ArrayList<>();

    Vertex(int number, Resource resource) {
      this.number = number;
      this.resource = resource;
      this.uses = Use.in(resource);
    }
  }

  /**
   * What a resource depends on.
   *
   * @param target the other
   * @param field the first field that names it
   */
  record Edge(Vertex target, Field field) {}

  private final Map<ResourceRef, Vertex> vertices;

  Dependencies(Collection<Resource> resources) {
    vertices = LinkedHashMap.newLinkedHashMap(resources.size());
    resources.forEach(
        resource -> vertices.put(resource.ref(), new Vertex(vertices.size(), resource)));
    vertices.values().forEach(this::connect);
  }

  /** Returns the resources in their order. */
  Collection<Vertex> vertices() {
    return vertices.values();
  }

  private void connect(Vertex user) {
    user.uses.forEach(use -> connect(user, use.reference().resource(), use.field()));
    if (user.resource instanceof EgressRoutePolicy policy) {
      for (int i = 0; i < policy.candidates().size(); i++) {
        Candidate candidate = policy.candidates().get(i);
        if (candidate.source().isPresent()) {
          connect(user, candidate.source().get(), new Field(i, "source"));
        }
        if (candidate.healthCheck().isPresent()) {
          ResourceRef check = new ResourceRef(HealthCheck.KIND, candidate.healthCheck().get());
          connect(user, check, new Field(i, "healthCheck"));
        }
      }
    }
  }

  private void connect(Vertex user, ResourceRef named, Field field) {
    Vertex target = vertices.get(named);
    if (target != null && (target.users.isEmpty() || target.users.getLast() != user)) {
      target.users.add(user);
      user.edges.add(new Edge(target, field));
    }
  }
}
