/** One style for screen, print, light and dark. No url(), no import: the page asks nothing of a network. */
export const style = `
:root{color-scheme:light dark;
--paper:light-dark(#f7f8f9,#101317);--sheet:light-dark(#fff,#171b20);--sunk:light-dark(#f3f4f6,#1d2228);
--ink:light-dark(#1a1e24,#e7eaee);--soft:light-dark(#565f6b,#a0aab6);--line:light-dark(#e1e4e8,#2c333b);--link:light-dark(#0b57a4,#8ab8f2);
--good:light-dark(#15683a,#74d19b);--good-bg:light-dark(#e8f4ed,#13271c);
--bad:light-dark(#b01f18,#ff9d94);--bad-bg:light-dark(#fdeeec,#341a18);
--wait:light-dark(#855600,#efc266);--wait-bg:light-dark(#fcf3df,#2c2411);
--open:light-dark(#5540a6,#bcadff);--open-bg:light-dark(#f1eefb,#231e3b);
--none:light-dark(#5f6874,#98a2ae);
--mono:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
html{scroll-padding-top:4.2rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,ol,dl,dd,pre,fieldset,table{margin:0;padding:0}
ul,ol{list-style:none}
h2{font-size:1.3rem;line-height:1.3;font-weight:650;letter-spacing:-.011em}
h3{font-size:1.02rem;line-height:1.4;font-weight:620}
h4{font-size:.95rem;font-weight:600}
a{color:var(--link);text-underline-offset:.17em;text-decoration-thickness:.06em}
a:hover{text-decoration-thickness:.12em}
code,pre{font-family:var(--mono);font-size:.86em}
bdi{unicode-bidi:isolate}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:1rem;top:-4rem;z-index:9;background:var(--sheet);padding:.5rem 1rem;border-radius:6px}
.skip:focus{top:.5rem}
.sprite{position:absolute;width:0;height:0}
.icon{width:1.05em;height:1.05em;flex:none;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.16em}
.icon.good,.outcome.good,.c-pass b{color:var(--good)}.icon.bad,.outcome.bad,.c-fail b{color:var(--bad)}
.icon.open,.outcome.open,.c-unknown b{color:var(--open)}.icon.wait,.outcome.wait,.c-advisory b,.c-excused b{color:var(--wait)}.icon.none,.outcome.none{color:var(--none)}
.note{color:var(--soft);font-size:.9rem}
.intro{color:var(--soft);max-width:46rem;margin:.25rem 0 1.1rem}
.tag{display:inline-block;font:500 .74rem/1.5 system-ui,sans-serif;padding:0 .5em;border-radius:4px;background:var(--sunk);color:var(--soft);white-space:nowrap}
.tag.bad{background:var(--bad-bg);color:var(--bad)}.tag.open{background:var(--open-bg);color:var(--open)}.tag.wait{background:var(--wait-bg);color:var(--wait)}.tag.good{background:var(--good-bg);color:var(--good)}

.top{position:sticky;top:0;z-index:5;background:var(--paper);border-bottom:1px solid var(--line)}
.top>div{max-width:72rem;margin:auto;padding:.55rem 1.5rem;display:flex;gap:1.5rem;align-items:center}
.brand{font-weight:650;white-space:nowrap;letter-spacing:-.01em}
.top nav{flex:1;overflow-x:auto;scrollbar-width:none}
.top nav ul{display:flex;gap:1.15rem;font-size:.9rem;padding:.2rem}
.top nav a{color:var(--soft);text-decoration:none;white-space:nowrap}.top nav a:hover{color:var(--ink);text-decoration:underline}
.theme{font:inherit;font-size:.85rem;color:var(--soft);background:none;border:1px solid var(--line);border-radius:6px;padding:.2rem .7rem;cursor:pointer;white-space:nowrap}
.theme:hover{color:var(--ink);border-color:var(--soft)}
main{max-width:72rem;margin:auto;padding:1.75rem 1.5rem 5rem}
main>section{margin-top:3.25rem}
main>section.banner{margin-top:0}

.banner{border-radius:12px;padding:1.75rem 2rem 1.5rem;background:var(--sheet);border:1px solid var(--line);border-left:6px solid var(--none)}
.banner.good{background:var(--good-bg);border-color:transparent;border-left-color:var(--good)}.banner.bad{background:var(--bad-bg);border-color:transparent;border-left-color:var(--bad)}
.banner.wait{background:var(--wait-bg);border-color:transparent;border-left-color:var(--wait)}.banner.open{background:var(--open-bg);border-color:transparent;border-left-color:var(--open)}
.eyebrow{font-size:.86rem;color:var(--soft);font-weight:550}
h1{font-size:clamp(1.45rem,1rem + 2vw,2.05rem);line-height:1.22;letter-spacing:-.02em;font-weight:640;margin:.35rem 0 .5rem;text-wrap:balance}
h1 .word{font-weight:760;margin-right:.3em}h1 .icon{margin-right:.35em;stroke-width:1.35;height:.9em;width:.9em;vertical-align:-.07em}
.good h1 .word{color:var(--good)}.bad h1 .word{color:var(--bad)}.wait h1 .word{color:var(--wait)}.open h1 .word{color:var(--open)}
.meaning{max-width:47rem;font-size:1.02rem}
.reasons{margin:1.1rem 0 0;max-width:54rem;counter-reset:r}.reasons[start]{margin-top:.2rem;counter-reset:r 5}.banner .fold{margin-top:.3rem}.banner .excuse{margin:1rem 0 0;max-width:54rem;background:var(--sheet)}
.reasons li{counter-increment:r;display:grid;grid-template-columns:1.7rem 1fr;padding:.2rem 0}
.reasons a{color:inherit;font-weight:560}.reasons .names{display:inline-block;max-width:100%;color:var(--soft);font-size:.88em;overflow-wrap:anywhere}
.reasons li::before{content:counter(r) ".";color:var(--soft);font-variant-numeric:tabular-nums}
.notes{margin:.9rem 0 0;max-width:54rem;color:var(--soft);font-size:.93rem}.notes li+li{margin-top:.2rem}
.quick{display:flex;flex-wrap:wrap;gap:.4rem 2.25rem;margin-top:1.4rem;font-size:.9rem}
.quick dt{color:var(--soft);font-size:.8rem}.quick dd{font-variant-numeric:tabular-nums}

.gates-section h2{margin-bottom:1rem}
.gates{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.9rem}
.gate{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1.05rem 1.2rem 1.1rem;min-width:0}
.gate .number{font-size:.8rem;color:var(--soft)}
.state{display:flex;gap:.45em;align-items:center;margin:.55rem 0 .75rem}
.gate.good .state{color:var(--good)}.gate.bad .state{color:var(--bad)}.gate.wait .state{color:var(--wait)}.gate.open .state{color:var(--open)}.gate.none .state{color:var(--none)}
.bar{display:block;width:100%;height:5px;border-radius:3px;background:var(--sunk);overflow:hidden}
.s-pass{fill:var(--good)}.s-fail{fill:var(--bad)}.s-unknown{fill:var(--open)}.s-advisory,.s-excused{fill:var(--wait)}.s-not-applicable{fill:var(--line)}
.counts{display:flex;flex-wrap:wrap;gap:.1rem .9rem;margin-top:.6rem;font-size:.86rem}
.counts a{color:var(--soft);text-decoration:none}.counts a:hover{text-decoration:underline}
.counts b{font-variant-numeric:tabular-nums;font-weight:650}
.blockers{margin-top:.75rem;padding-top:.7rem;border-top:1px solid var(--line);font-size:.88rem;line-height:1.4}
.blockers li+li{margin-top:.35rem}

.finding,.group{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1.25rem 1.5rem 1.35rem;margin-top:.9rem}
.finding.bad.required{border-left:4px solid var(--bad)}.finding.bad.advisory{border-left:4px solid var(--wait)}
.finding.advisory .icon.bad,.outcome.wait .icon{color:var(--wait)}
.finding h3{font-size:1.1rem;display:flex;gap:.55em;align-items:baseline;margin:.3rem 0 .9rem}
.finding h3 .icon{position:relative;top:.12em}
.provenance{font-size:.84rem;color:var(--soft)}
.provenance code{font-size:.95em}.anchor{text-decoration:none;color:var(--soft);padding:0 .3em}
.facts{display:grid;grid-template-columns:8.6rem minmax(0,1fr);gap:.55rem 1.1rem}
.facts dt{color:var(--soft);font-size:.88rem;padding-top:.08rem}
.facts dd{min-width:0}.facts dd.note{grid-column:2}
.facts .todo{color:var(--ink);font-weight:600}
.value,.linediff,.command{background:var(--sunk);border-radius:6px;padding:.4rem .65rem;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
.value{max-height:32rem;overflow:auto}
.command{display:inline-block;user-select:all}
mark{border-radius:3px;padding:.08em .12em;font-weight:650;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.should{background:var(--good-bg);color:var(--good);box-shadow:inset 0 -1.5px var(--good)}
.is{background:var(--bad-bg);color:var(--bad);box-shadow:inset 0 -1.5px var(--bad)}
.linediff div{display:grid;grid-template-columns:1.3rem 1fr;margin:0 -.65rem;padding:0 .65rem}
.linediff .expected{background:var(--good-bg)}.linediff .actual{background:var(--bad-bg)}
.linediff code{white-space:pre-wrap}.sign{font-family:var(--mono);color:var(--soft)}
.brief h3{margin:.15rem 0 .2rem;font-size:1rem}.brief>li:first-child{margin-top:0;padding-top:0;border-top:0}
.key{display:block;font-size:.8rem;font-family:var(--mono);margin-top:.2rem}.key span{display:block}.key .expected{color:var(--good)}.key .actual{color:var(--bad)}
.fold>summary{cursor:pointer;color:var(--soft)}.fold>summary code{color:var(--ink)}.fold .more{font-size:.86rem;white-space:nowrap;color:var(--link)}
.fold>.value,.fold>.cases{margin-top:.5rem}
.cases{margin:.5rem 0}.case{border-left:2px solid var(--line);padding:.15rem 0 .15rem .9rem;margin-top:.55rem}
.case.fail{border-left-color:var(--bad)}.case.unknown{border-left-color:var(--open)}
.case>p:first-child{display:flex;gap:.5em;align-items:center}.case .facts{margin-top:.35rem}
.refs{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;font-size:.93rem}
.chips{line-height:1.9}.chip{background:var(--sunk);border-radius:4px;padding:.1em .45em}button.chip{border:1px solid var(--line);color:var(--ink);font:.85em var(--mono);cursor:pointer}
.wire+.wire{margin-top:.6rem}
.excuse{background:var(--wait-bg);border-radius:6px;padding:.5rem .8rem;margin-bottom:.9rem;font-size:.93rem}
.group h3{display:flex;gap:.6em;align-items:baseline}.group h3>span:nth-child(2){flex:1;min-width:0}.group h3 .icon{position:relative;top:.14em}
.lead,.size{color:var(--soft);font-weight:450;font-size:.9rem}.size{white-space:nowrap}
.members>li{margin-top:.8rem;padding-top:.8rem;border-top:1px solid var(--line);border-radius:0}
.members h4{margin:.1rem 0 .1rem}.because{color:var(--soft)}.members .fold{font-size:.93rem}.members .fold .facts{margin-top:.5rem}
.plain li+li{margin-top:.2rem}

.filter{display:flex;flex-wrap:wrap;gap:.7rem 1.4rem;align-items:center;margin:.9rem 0 1.1rem}
.filter[hidden]{display:none}
.filter input[type=search]{font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:7px;padding:.42rem .75rem;flex:1 1 100%;min-width:0}
.filter fieldset{border:0;display:flex;flex-wrap:wrap;gap:.25rem}
.filter legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.choice{position:relative;cursor:pointer;font-size:.88rem}
.choice input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
.choice span{display:block;padding:.28rem .7rem;border-radius:99px;border:1px solid var(--line);background:var(--sheet);color:var(--soft);white-space:nowrap}
.choice b{font-weight:600;font-variant-numeric:tabular-nums}
.choice input:checked+span{background:var(--ink);border-color:var(--ink);color:var(--paper)}
.choice input:focus-visible+span{outline:2px solid var(--link);outline-offset:2px}
.shown{flex-basis:100%;font-size:.86rem;color:var(--soft)}
.room{margin-top:1.5rem}.room>h3{font-size:.9rem;color:var(--soft);margin-bottom:.45rem}
.row{background:var(--sheet);border:1px solid var(--line);border-bottom-width:0}
.room .row:first-of-type{border-radius:9px 9px 0 0}.room .row:last-of-type{border-radius:0 0 9px 9px;border-bottom-width:1px}
.row>summary{display:grid;grid-template-columns:8.3rem minmax(0,1fr);gap:.8rem;padding:.55rem 1rem;cursor:pointer;list-style:none}
.row>summary::-webkit-details-marker{display:none}
.row>summary:hover{background:var(--sunk)}
.outcome{display:flex;gap:.5em;align-items:baseline;font-size:.88rem;white-space:nowrap}.outcome .icon{position:relative;top:.15em}
.what{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,auto);gap:.2rem 1.2rem;align-items:baseline}
.id{color:var(--soft);text-align:right;font-size:.93rem}
.row-body{padding:.3rem 1rem 1rem calc(9.1rem + 1rem)}
.row:target,.finding:target,.members>li:target{box-shadow:0 0 0 2px var(--link)}

.scroll{position:relative;overflow-x:auto;background:var(--sheet);border:1px solid var(--line);border-radius:10px}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.42rem .9rem;border-bottom:1px solid var(--line);vertical-align:top;font-weight:400}
tbody tr:last-child>*{border-bottom:0}
thead th{overflow-wrap:normal}tbody th{min-width:8.5rem}.losses+.scroll{margin-top:.9rem}.scroll+.note{margin-top:.55rem}
thead th{font-weight:550;color:var(--soft);font-size:.86rem;vertical-align:bottom}
thead .tag{margin-left:.5em}
.matrix td,.matrix thead th+th,.matrix .phase{text-align:center}
.matrix .phase{font-weight:400;font-size:.8rem}.matrix .phase span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
.matrix th,.matrix td{white-space:nowrap}.matrix td,.matrix .phase{padding-inline:.35rem}.matrix .first{border-left:1px solid var(--line)}.matrix thead tr:first-child .tag{display:block;width:fit-content;margin:.15rem auto 0}
.cell{font-weight:650}
td.cell button{font:inherit;color:inherit;background:none;border:0;padding:0 .35rem;margin:0 -.35rem;cursor:pointer;min-width:1.6rem;min-height:1.5rem}td.cell button:hover{background:var(--sunk);border-radius:4px}
.cell [popover]{max-width:min(36rem,90vw);background:var(--sheet);color:var(--ink);border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem;text-align:left;font-weight:400;white-space:normal;overflow-wrap:anywhere;box-shadow:0 8px 30px #0003}
.cell [popover] dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem .9rem;margin-top:.5rem;font-size:.93rem}.cell [popover] dt{color:var(--soft)}.cell [popover] dd{font-family:var(--mono);font-size:.9em}
.cell.present{color:var(--good)}.cell.missing,.cell.wrong-type,.cell.wrong-value,.cell.stale{color:var(--bad)}.cell.unknown{color:var(--open)}.cell.absent{color:var(--none)}
td.cell.missing:not(.pressing),.legend .missing.free{color:var(--none)}
td.cell.pressing{background:var(--bad-bg);box-shadow:inset 0 0 0 1.5px var(--bad)}td.cell.unknown.pressing{background:var(--open-bg);box-shadow:inset 0 0 0 1.5px var(--open)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;margin-top:.7rem;font-size:.88rem;color:var(--soft)}
.way{list-style:none;padding:0;margin:.35rem 0;display:flex;flex-wrap:wrap;gap:.3rem 0;font-size:.88rem}.way li{margin:0;padding:.1rem .6rem;border:1px solid var(--line);border-radius:999px}.way li+li{margin-left:1.4rem;position:relative}.way li+li::before{content:"";position:absolute;right:100%;top:50%;width:1.4rem;border-top:1px solid var(--line)}
.way .well{color:var(--good)}.way .lost{color:var(--bad);background:var(--bad-bg);border-color:var(--bad);font-weight:600}.way .lost::before{border-top-style:dashed!important;border-color:var(--bad)!important}.way .after,.way .hidden{color:var(--soft)}
.claims-lost,.losses li{margin-top:.6rem}section>h3{margin:1.6rem 0 .3rem}
.cell.answered,.cell.refused{color:var(--good)}.cell.refused{color:var(--soft)}.cell.wrong,.cell.leak{color:var(--bad)}.cell.open{color:var(--none)}
.tenant .phase span{max-height:13rem}.tenant tbody th{font-weight:450;min-width:0;padding-block:.2rem}.tenant td{padding:0}
.tenant td button{font:inherit;font-weight:650;color:inherit;background:none;border:0;width:100%;min-width:1.55rem;padding:.24rem .1rem;cursor:pointer}.tenant td button:hover{background:var(--sunk)}
.card{border:1px solid var(--line);border-radius:10px;background:var(--sheet);color:var(--ink);padding:1rem 1.3rem 1.2rem;max-width:min(46rem,92vw);max-height:80vh;margin:auto;box-shadow:0 8px 40px rgb(0 0 0/.25)}
.card .facts{margin-top:.6rem;grid-template-columns:6.5rem minmax(0,1fr)}.card .value{margin:0;max-height:14rem;font-size:.82rem}
.missed td{color:var(--soft)}

.sequence{display:block}
.sequence text{paint-order:stroke;stroke:var(--sheet);stroke-width:4px;stroke-linejoin:round;font:12.5px system-ui,sans-serif;fill:var(--ink)}.sequence .soft{fill:var(--soft);font-size:11.5px}
.sequence .life{stroke:var(--line);stroke-width:1.5}
.sequence .head rect{fill:var(--sunk);stroke:var(--none);stroke-width:1.25}.sequence .head text{font-weight:600;stroke:none}
.sequence .head.spoke rect{stroke:var(--link)}.sequence .head.public rect{stroke:var(--good);fill:var(--good-bg)}
.sequence .head.vendor rect,.sequence .head.backend rect{stroke:var(--bad);fill:var(--bad-bg)}.sequence .head.foreign rect{stroke:var(--wait);fill:var(--wait-bg)}
.sequence .call{stroke:var(--soft);stroke-width:1.4;fill:none}.sequence .tip{fill:var(--soft)}
.sequence .wrong .call{stroke:var(--bad)}.sequence .wrong .tip{fill:var(--bad)}.sequence .wrong text{fill:var(--bad)}
.sequence .halo{fill:var(--sheet)}
.film{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem;margin-top:1rem}
.film figure{margin:0}.film img{display:block;width:100%;aspect-ratio:16/10;object-fit:cover;object-position:top;border:1px solid var(--line);border-radius:8px;background:var(--sunk)}
.film figcaption{font-size:.88rem;color:var(--soft);margin-top:.35rem}
.exposed{display:grid;grid-template-columns:17rem minmax(0,1fr);gap:.4rem 1.5rem;align-items:start;margin:0 0 1.1rem}.exposed .film{margin:0;grid-template-columns:1fr}
.film .file{font-size:.8em}.mode{margin:.9rem 0;max-width:54rem}
.checklist .item{border-top:1px solid var(--line);padding:.55rem 0}.checklist .item:first-child{border-top:0}
.checklist .item>p:first-child{display:flex;gap:.6em;align-items:baseline}.checklist .item>p:first-child>span:nth-of-type(2){flex:1;min-width:0}.checklist .icon.good{color:var(--good)}.checklist .icon.bad{color:var(--bad)}.checklist .icon.open{color:var(--open)}.checklist .icon.wait{color:var(--wait)}
.checklist .icon{position:relative;top:.15em}.checklist .note,.checklist .fold{margin-left:1.65em}.fold>.scroll{margin:.5rem 0}.scroll+.fold{margin-top:.6rem}
.run{margin-top:.6rem;display:grid;grid-template-columns:11rem minmax(0,1fr);gap:.45rem 1.2rem;background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.4rem}
.run dt{color:var(--soft);font-size:.9rem}.run dd{font-variant-numeric:tabular-nums}
footer{max-width:72rem;margin:auto;padding:0 1.5rem 3rem;color:var(--soft);font-size:.86rem}

@media (min-width:46.01rem){html{scroll-padding-top:5.4rem}.top nav ul{flex-wrap:wrap;row-gap:.1rem}}
@media (max-width:46rem){
main{padding:1rem 1rem 4rem}.top>div{padding:.5rem 1rem;gap:.9rem}.brand{display:none}
.banner{padding:1.25rem 1.2rem}.finding,.group{padding:1rem 1.05rem}
.facts,.run{grid-template-columns:minmax(0,1fr);gap:.1rem}.facts dd,.run dd{margin-bottom:.7rem}.facts dd.note{grid-column:1}
.exposed{grid-template-columns:1fr}
.row>summary{grid-template-columns:1fr;gap:.1rem}.what{grid-template-columns:1fr}.id{text-align:left}.row-body{padding-left:1rem}
main>section{margin-top:2.4rem}}
@media (forced-colors:active){.finding,.banner,.gate{border:1px solid}.choice input:checked+span{outline:2px solid}}
@media print{
:root,:root[data-theme]{color-scheme:light}
@page{margin:14mm}
html{font-size:12px}body{font-size:1rem;background:#fff}
.top,.filter,.skip,.anchor,.theme{display:none}
main{padding:0;max-width:none}main>section{margin-top:1.6rem}
.banner,.gate,.finding,.group,.row,.film figure,.run{break-inside:avoid}
h2,h3{break-after:avoid}
.banner,.tag,mark,.linediff div,.value,.s-pass,.s-fail,.s-unknown,.cell{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.gates{grid-template-columns:repeat(4,1fr)}
.value{max-height:none;overflow:visible}.scroll{overflow:visible}
.row>summary{padding:.2rem .6rem}
.room .row{border-left:0;border-right:0}
a{color:inherit;text-decoration:none}
}
`;
