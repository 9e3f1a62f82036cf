"""What a user of Scrapy would write for the portal's column: follow the lists, take five fields off each notice.

Used by run.py alone. Settings are Scrapy's defaults but for concurrency, delay and logging, which are Tenderlead's.
"""
import re

import scrapy


class ColumnSpider(scrapy.Spider):
    name = "column"

    def __init__(self, origin, folders, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_urls = [f"{origin}/zfcg/{folder}/index.htm" for folder in folders.split(",")]

    def parse(self, response):
        links = response.css("ul.c_list_bid > li > a::attr(href)").getall()
        for link in links:
            yield response.follow(link, self.parse_notice)
        if links:
            number = re.search(r"index_(\d+)\.htm$", response.url)
            following = int(number.group(1)) + 1 if number else 1
            yield response.follow(f"index_{following}.htm", self.parse)

    def parse_notice(self, response):
        text = "".join(response.css("div.vF_detail_content *::text").getall())
        number = re.search(r"项目编号\s*[：:]\s*([\w-]+)", text)
        budget = re.search(r"预算金额\s*[：:]\s*(\S+)", text)
        yield {
            "title": response.css("h2.tc::text").get(),
            "published_at": response.css("#pubTime::text").get(),
            "project_no": number and number.group(1),
            "buyer": response.xpath("//td[.='采购单位']/following-sibling::td[1]/text()").get(),
            "budget": budget and budget.group(1),
        }
