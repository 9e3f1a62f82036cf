#include "app/config/serve_settings.h"

namespace tenderlead::config {

void read_serve(MapReader& map, ServeSettings& serve) {
  map.text("address", serve.address);
  map.whole("port", 0, 65535, serve.port);
  map.text("certificate", serve.certificate);
  map.text("key", serve.key);
  if (serve.certificate.empty() != serve.key.empty())
    map.fault(map.node(), "'certificate' and 'key' go together");
  map.flag("behind_proxy", serve.behind_proxy);
  if (!map.text("public_url", serve.public_url)) return;
  const auto& url = serve.public_url;
  if (!(url.starts_with("https://") || url.starts_with("http://")) || url.ends_with('/') ||
      url.find_first_of(" \"<>#?") != url.npos)
    map.fault(*map.get("public_url"),
              "'public_url' must be like https://leads.example.com, without a slash at its end");
}

Loaded<ServeSettings> load_serve_settings(const std::string& file, std::string_view yaml) {
  Loaded<ServeSettings> loaded;
  const auto root = read_yaml(file, yaml, loaded.faults);
  if (!root || root->kind == YamlNode::Kind::null) return loaded;
  Faults faults(file, loaded.faults);
  MapReader map(*root, "tenderlead.yaml", faults);
  if (const auto* section = map.get("serve")) {
    MapReader inner(*section, "serve", faults);
    read_serve(inner, loaded.value);
  }
  return loaded;
}

}  // namespace tenderlead::config
