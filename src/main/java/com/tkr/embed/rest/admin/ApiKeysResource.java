package com.tkr.embed.rest.admin;

import com.tkr.embed.rest.body.Bodies;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.apikey.ApiKey;
import com.tkr.embed.security.apikey.ApiKeys;
import com.tkr.embed.security.apikey.CreatedKey;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Creates, shows, changes, rotates and revokes API keys. A key's text stands in the one answer that
 * makes it; what an answer says is on disk by then.
 */
@Path("admin/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ApiKeysResource {
  @Inject private Bodies bodies;
  @Inject private KeyRequests requests;
  @Inject private ApiKeys keys;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Authorized(Permission.ADMIN)
  public CompletionStage<Response> create(RequestBody unread) {
    return read(unread, requests::create)
        .thenApply(asked -> shown("key.create", keys.store().create(asked)));
  }

  @GET
  @Authorized(Permission.ADMIN)
  public byte[] list() {
    List<Map<String, Object>> all = keys.store().list().stream().map(KeyJson::of).toList();
    return JsonDocument.bytes(Map.of("api_keys", all, "total", all.size()));
  }

  @GET
  @Path("{id}")
  @Authorized(Permission.ADMIN)
  public byte[] get(@PathParam("id") String id) {
    return JsonDocument.bytes(KeyJson.of(keys.store().get(KeyRequests.id(id))));
  }

  /** In which hours this server saw it used. */
  @GET
  @Path("{id}/usage")
  @Authorized(Permission.ADMIN)
  public byte[] usage(@PathParam("id") String id) {
    return JsonDocument.bytes(KeyJson.usage(keys.store().usedHours(KeyRequests.id(id))));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Authorized(Permission.ADMIN)
  public CompletionStage<byte[]> change(@PathParam("id") String id, RequestBody unread) {
    return read(unread, requests::change)
        .thenApply(asked -> keys.store().change(KeyRequests.id(id), asked))
        .thenApply(key -> AdminAudit.done("key.change", key.keyPrefix(), KeyJson.of(key)));
  }

  @DELETE
  @Path("{id}")
  @Authorized(Permission.ADMIN)
  public byte[] revoke(@PathParam("id") String id) {
    ApiKey key = keys.store().revoke(KeyRequests.id(id));
    return AdminAudit.done("key.revoke", key.keyPrefix(), KeyJson.of(key));
  }

  @POST
  @Path("{id}/rotate")
  @Authorized(Permission.ADMIN)
  public CompletionStage<Response> rotate(@PathParam("id") String id, RequestBody unread) {
    return read(unread, requests::overlap)
        .thenApply(
            overlap -> shown("key.rotate", keys.store().rotate(KeyRequests.id(id), overlap)));
  }

  private <T> CompletionStage<T> read(RequestBody unread, Function<RequestBody, T> reading) {
    return bodies.json(
        unread,
        KeyRequests.MAX_BYTES,
        body -> CompletableFuture.completedFuture(reading.apply(body)));
  }

  private Response shown(String event, CreatedKey created) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("api_key", created.key());
    body.putAll(KeyJson.of(created.apiKey()));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, "/admin/api-keys/" + created.apiKey().id())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(AdminAudit.done(event, created.apiKey().keyPrefix(), body))
        .build();
  }
}
