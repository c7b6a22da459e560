//! The figures in the text form of Prometheus, each read at the scrape from where it is.

use std::{collections::BTreeMap, fmt};

use axum::{
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric, text::encode},
    metrics::{MetricType, counter::ConstCounter, gauge::ConstGauge},
    registry::{Registry, Unit},
};

use super::{Shared, Watched};
use crate::{
    domain::{incident::Level, time::Timestamp},
    engine::figures::Figures,
    platform,
};

/// The form that is written.
const FORM: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// The network whose messages may not be readable.
const ENCRYPTED: &str = "matrix";

/// A series of a figure: its labels and its value.
type Series<T> = (Vec<(&'static str, &'static str)>, T);

/// Everything at one instant.
#[derive(Debug)]
struct Scrape {
    figures: Figures,
    now: Timestamp,
    turns: bool,
    stores: bool,
    /// Whether each network is connected, and when it was last heard.
    networks: BTreeMap<&'static str, (bool, Option<f64>)>,
    undecrypted: Option<u64>,
    records: BTreeMap<(&'static str, bool), u64>,
}

pub(super) async fn scrape(State(shared): State<Shared>) -> Response {
    let Some(watched) = shared.get() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "the engine has not started yet\n").into_response();
    };
    let mut registry = Registry::with_prefix("noodklok");
    registry.register_collector(Box::new(Scrape::of(watched).await));
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => ([(CONTENT_TYPE, FORM)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response(),
    }
}

const fn word(level: Level) -> &'static str {
    match level {
        Level::Issue => "issue",
        Level::Incident => "incident",
        Level::Crisis => "crisis",
    }
}

impl Scrape {
    async fn of(watched: &Watched) -> Self {
        let mut records = BTreeMap::new();
        for level in [Level::Issue, Level::Incident, Level::Crisis] {
            records.extend([((word(level), false), 0), ((word(level), true), 0)]);
        }
        let view = watched.engine.view();
        for incident in view.state.incidents().filter(|incident| incident.is_open()) {
            let count: &mut u64 = records.entry((word(incident.level), incident.exercise)).or_default();
            *count = count.saturating_add(1);
        }
        let mut networks = BTreeMap::new();
        let mut undecrypted = None;
        for network in &watched.networks {
            let standing = network.standing();
            networks.insert(network.name(), (standing.connected, standing.heard.map(|heard| heard.as_secs_f64())));
            if network.name() == ENCRYPTED {
                let unread = platform::matrix::unread(&mut *watched.reader.lock().await).await;
                undecrypted = u64::try_from(unread).ok();
            }
        }
        Self {
            figures: watched.engine.figures(),
            now: watched.clock.now(),
            turns: watched.pulse.turned(watched.fresh),
            stores: watched.pulse.stored(watched.fresh),
            networks,
            undecrypted,
            records,
        }
    }

    /// In seconds; a clock that was set back makes nothing negative.
    fn age(&self, at: Option<Timestamp>) -> f64 {
        let age = at.map_or(0, |at| self.now.0.saturating_sub(at.0).max(0));
        std::time::Duration::from_millis(age.unsigned_abs()).as_secs_f64()
    }
}

impl Collector for Scrape {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut page = Page(encoder);
        let plain = |value: bool| vec![(Vec::new(), u64::from(value))];
        page.gauge("writer_turns", "1 while the writer takes what comes in", plain(self.turns))?;
        page.gauge("storage_writable", "1 while what comes in is stored", plain(self.stores))?;
        page.counter(
            "inputs",
            "Lines, buttons, edits and deletions taken since the start",
            vec![(Vec::new(), self.figures.inputs)],
        )?;
        let records = self.records.iter().map(|((level, exercise), count)| {
            (vec![("level", *level), ("exercise", if *exercise { "true" } else { "false" })], *count)
        });
        page.gauge("records_open", "Open records by level", records.collect())?;
        self.channels(&mut page)?;
        let connected = self.networks.iter().map(|(name, (up, _))| (vec![("network", *name)], u64::from(*up)));
        page.gauge("network_connected", "1 while the network answers", connected.collect())?;
        let heard = self.networks.iter().filter_map(|(name, (_, heard))| Some((vec![("network", *name)], (*heard)?)));
        page.seconds("network_sync_age", "How long ago the network last answered", heard.collect())?;
        let undecrypted = self.undecrypted.map(|count| (Vec::new(), count));
        page.gauge("undecrypted", "Messages on Matrix that wait for a key", undecrypted.into_iter().collect())
    }
}

impl Scrape {
    /// What goes out.
    fn channels(&self, page: &mut Page<'_>) -> fmt::Result {
        let traffic = &self.figures.traffic;
        let of = |channel| vec![("channel", channel)];
        let results = traffic.iter().flat_map(|(channel, traffic)| {
            let results =
                [("delivered", traffic.delivered), ("retry", traffic.retried), ("permanent", traffic.refused)];
            results.map(|(result, count)| (vec![("channel", *channel), ("result", result)], count))
        });
        page.counter("deliveries", "How attempts ended since the start", results.collect())?;
        let waiting = traffic.iter().map(|(channel, traffic)| (of(*channel), traffic.waiting as u64));
        page.gauge("outbox_waiting", "What waits to go out", waiting.collect())?;
        let longest = traffic.iter().map(|(channel, traffic)| (of(*channel), traffic.longest as u64));
        page.gauge("outbox_longest_lane", "What waits in the longest lane", longest.collect())?;
        let oldest = traffic.iter().map(|(channel, traffic)| (of(*channel), self.age(traffic.oldest_page)));
        page.seconds(
            "page_delay",
            "How long the oldest page waits that calls somebody and is not there",
            oldest.collect(),
        )
    }
}

/// What is written on.
struct Page<'a>(DescriptorEncoder<'a>);

impl Page<'_> {
    fn gauge(&mut self, name: &str, help: &str, series: Vec<Series<u64>>) -> fmt::Result {
        let series = series.into_iter().map(|(labels, value)| (labels, ConstGauge::new(value))).collect();
        self.family((name, help, None), MetricType::Gauge, series)
    }

    fn seconds(&mut self, name: &str, help: &str, series: Vec<Series<f64>>) -> fmt::Result {
        let series = series.into_iter().map(|(labels, value)| (labels, ConstGauge::new(value))).collect();
        self.family((name, help, Some(&Unit::Seconds)), MetricType::Gauge, series)
    }

    fn counter(&mut self, name: &str, help: &str, series: Vec<Series<u64>>) -> fmt::Result {
        let series = series.into_iter().map(|(labels, value)| (labels, ConstCounter::new(value))).collect();
        self.family((name, help, None), MetricType::Counter, series)
    }

    fn family<M: EncodeMetric>(
        &mut self,
        (name, help, unit): (&str, &str, Option<&Unit>),
        kind: MetricType,
        series: Vec<Series<M>>,
    ) -> fmt::Result {
        let mut family = self.0.encode_descriptor(name, help, unit, kind)?;
        if let [(labels, metric)] = series.as_slice()
            && labels.is_empty()
        {
            return metric.encode(family);
        }
        for (labels, metric) in series {
            metric.encode(family.encode_family(&labels)?)?;
        }
        Ok(())
    }
}
