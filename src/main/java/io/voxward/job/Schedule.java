package io.voxward.job;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that begins by itself, again and again: at each look, a job of its kind for every domain in
 * which there is something to do. Every bean of this type is found.
 */
public interface Schedule {
  /** Its name in requests: lower-case letters and hyphens. */
  String name();

  /** The name of the {@link JobKind} that does the work. */
  String kind();

  /** How often it looks; read once at the start. */
  Duration every();

  /**
   * Where there is something to do now.
   *
   * @param tenant whose domains are looked at; absent for all
   */
  List<Place> due(@Nullable TenantId tenant);

  /** A domain, or a tenant as a whole. */
  record Place(TenantId tenant, DomainId domain) {
    /** The tenant as a whole. */
    public static Place of(TenantId tenant) {
      return new Place(tenant, Job.NO_DOMAIN);
    }
  }
}
