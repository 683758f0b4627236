//! The ports that EXPOSE names, and those that .NET is told to listen on.

use crate::evidence::{Certainty, Facts, Scene, What};

/// More ports than this of one range say nothing more.
const MOST: u16 = 16;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    for value in &scene.shipped().config.ports {
        for port in ports(&value.text) {
            facts.note(What::Listens { port }, scene.stage, Certainty::Certain, vec![value.span]);
        }
    }
    for (name, value) in scene.shipped().config.env.iter().filter(|(_, value)| value.known().is_some()) {
        for port in of_dotnet(name, &value.text) {
            let known = facts.find("listens").any(|fact| fact.what == What::Listens { port });
            if !known {
                facts.note(What::Listens { port }, scene.stage, Certainty::Certain, vec![value.span]);
            }
        }
    }
}

/// `http://+:80;https://*:443`, and `8080;8081`
/// ([ASP.NET Core: endpoints](https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints)).
fn of_dotnet(name: &str, value: &str) -> Vec<u16> {
    let port = |address: &str| -> Option<u16> {
        match name {
            "ASPNETCORE_URLS" | "DOTNET_URLS" => {
                let (scheme, host) = address.trim().trim_end_matches('/').split_once("://")?;
                let plain = if scheme == "https" { 443 } else { 80 };
                Some(host.rsplit_once(':').map_or(Some(plain), |(_, port)| port.parse().ok())?)
            }
            "ASPNETCORE_HTTP_PORTS" | "ASPNETCORE_HTTPS_PORTS" => address.trim().parse().ok(),
            _ => None,
        }
    };
    value.split(';').filter_map(port).collect()
}

/// `80`, `53/udp`, `3000-3005`.
fn ports(text: &str) -> Vec<u16> {
    let plain = text.split('/').next().unwrap_or_default();
    let mut ends = plain.split('-').map(|end| end.trim().parse::<u16>().ok());
    match (ends.next().flatten(), ends.next().flatten()) {
        (Some(first), Some(last)) if first < last => (first..=last.min(first.saturating_add(MOST))).collect(),
        (Some(port), _) => vec![port],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn dotnet_is_told_where_to_listen() {
        let file =
            |env: &str| format!("FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENV {env}\nCMD [\"dotnet\", \"a.dll\"]");
        check(&file("ASPNETCORE_URLS=http://+:80;https://*:8443/"), &["listens 80", "listens 8443"]);
        check(&file("ASPNETCORE_URLS=http://0.0.0.0"), &["listens 80"]);
        check(&file("ASPNETCORE_HTTP_PORTS=81"), &["listens 81"]);
        lacks(&file("URLS=http://+:80"), "listens");
    }

    #[test]
    fn exposed_ports_are_listened_on() {
        check("FROM alpine\nEXPOSE 80/tcp 8000-8001\nCMD [\"a\"]", &["listens 80", "listens 8000", "listens 8001"]);
        lacks("FROM alpine\nARG P\nEXPOSE $P\nCMD [\"a\"]", "listens");
    }
}
