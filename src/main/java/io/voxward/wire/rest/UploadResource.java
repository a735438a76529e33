package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_JOBS;
import static io.voxward.access.Permission.RUN_JOBS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.enrollment.upload.ContentForm;
import io.voxward.enrollment.upload.Upload;
import io.voxward.enrollment.upload.UploadContents;
import io.voxward.enrollment.upload.UploadId;
import io.voxward.enrollment.upload.UploadedContent;
import io.voxward.enrollment.upload.Uploads;
import io.voxward.job.JobId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Recordings and manifests sent to the service itself, for its batch jobs. */
@Path("/api/v1/domains/{domainId}/uploads")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UploadResource {
  /** The largest manifest, in bytes; the job may be told to read less. */
  static final long LARGEST_MANIFEST_BYTES = 64L << 20;

  private final Uploads uploads;
  private final UploadContents contents;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code uploads} and {@code contents}. */
  public UploadResource(
      Uploads uploads, UploadContents contents, PageTokens tokens, CurrentCaller current) {
    this.uploads = uploads;
    this.contents = contents;
    this.tokens = tokens;
    this.current = current;
  }

  /**
   * An upload as it is shown.
   *
   * @param status {@code OPEN}, {@code IN_USE} by a job, {@code ENDED}: nothing in it opens any
   *     more, {@code ERASED}
   * @param input what a job is told to read it
   * @param expiresAt when it ends unless a job uses it
   */
  public record UploadBody(
      String uploadId,
      String status,
      String input,
      @Nullable String jobId,
      int recordings,
      long bytes,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant endedAt,
      @Nullable Instant audioDeletedAt) {
    static UploadBody of(Upload upload) {
      JobId job = upload.job();
      return new UploadBody(
          upload.id().value(),
          upload.status().name(),
          "upload:" + upload.id(),
          job == null ? null : job.value(),
          upload.recordings(),
          upload.bytes(),
          upload.createdAt(),
          upload.expiresAt(),
          upload.endedAt(),
          upload.erasedAt());
    }
  }

  /** A recording of an upload, or its manifest, as it is shown. */
  public record ContentBody(@Nullable String name, long bytes, Instant createdAt) {
    static ContentBody of(UploadedContent content) {
      return new ContentBody(
          content.name().isEmpty() ? null : content.name(), content.bytes(), content.createdAt());
    }

    /** The size only: the name may be personal. */
    @Override
    public String toString() {
      return "ContentBody[" + bytes + "]";
    }
  }

  /** Begins an upload; with a token, a repetition finds the one that the first call began. */
  @POST
  @Needs(RUN_JOBS)
  public Response create(
      @PathParam("domainId") String domainId,
      @QueryParam("clientToken") @Nullable String clientToken) {
    DomainId domain = new DomainId(domainId);
    Upload upload = uploads.create(current.tenant(), domain, clientToken);
    return Response.created(URI.create("/api/v1/domains/" + domain + "/uploads/" + upload.id()))
        .entity(UploadBody.of(upload))
        .build();
  }

  /** Shows an upload. */
  @GET
  @Path("/{uploadId}")
  @Needs(READ_JOBS)
  public UploadBody get(
      @PathParam("domainId") String domainId, @PathParam("uploadId") String uploadId) {
    return UploadBody.of(
        uploads.get(current.tenant(), new DomainId(domainId), new UploadId(uploadId)));
  }

  /** Gives up an upload that no job uses. */
  @DELETE
  @Path("/{uploadId}")
  @Needs(RUN_JOBS)
  public void abandon(
      @PathParam("domainId") String domainId, @PathParam("uploadId") String uploadId) {
    uploads.abandon(current.tenant(), new DomainId(domainId), new UploadId(uploadId));
  }

  /** Takes in a recording, in place of the one of its name before. */
  @PUT
  @Path("/{uploadId}/recordings/{name}")
  @Consumes({Recording.WAV, Recording.WAV_OLD, Recording.FLAC, Recording.BASIC, Recording.L16})
  @BodyLimit(RecordingResource.LARGEST_BYTES)
  @Needs(RUN_JOBS)
  public ContentBody put(
      @PathParam("domainId") String domainId,
      @PathParam("uploadId") String uploadId,
      @PathParam("name") String name,
      @Context HttpHeaders headers,
      InputStream body) {
    return ContentBody.of(
        contents.put(
            current.tenant(),
            new DomainId(domainId),
            new UploadId(uploadId),
            name,
            new ContentForm.Recording(Recording.kind(headers.getMediaType())),
            length(headers),
            body));
  }

  /** Takes in the manifest, in place of the one before. */
  @PUT
  @Path("/{uploadId}/manifest")
  @Consumes(MediaType.APPLICATION_JSON)
  @BodyLimit(LARGEST_MANIFEST_BYTES)
  @Needs(RUN_JOBS)
  public ContentBody putManifest(
      @PathParam("domainId") String domainId,
      @PathParam("uploadId") String uploadId,
      @Context HttpHeaders headers,
      InputStream body) {
    return ContentBody.of(
        contents.putManifest(
            current.tenant(),
            new DomainId(domainId),
            new UploadId(uploadId),
            length(headers),
            body));
  }

  /** A body of a length not told could not be sealed as it arrives: stores want to know. */
  private static long length(HttpHeaders headers) {
    String announced = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (announced == null) {
      throw FailureException.invalid("Content-Length", "is needed");
    }
    return Long.parseLong(announced);
  }

  /** Lists the recordings of an upload that has not ended, by name. */
  @GET
  @Path("/{uploadId}/recordings")
  @Needs(READ_JOBS)
  public ListBody<ContentBody> recordings(
      @PathParam("domainId") String domainId,
      @PathParam("uploadId") String uploadId,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    UploadId upload = new UploadId(uploadId);
    String list = "uploads/" + domain + "/" + upload;
    Page<UploadedContent> page =
        uploads.recordings(
            tenant,
            domain,
            upload,
            ListBody.size(maxResults),
            tokens.read(tenant, list, nextToken));
    return ListBody.of(page, ContentBody::of, tokens, tenant, list);
  }
}
